# Orbit in a container: its wheel and the locked dependencies.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv --without-pip /opt/orbit
COPY requirements-fast.lock ./
RUN pip --python /opt/orbit/bin/python install --only-binary=:all: --require-hashes -r requirements-fast.lock
COPY pyproject.toml README.md LICENSE ./
COPY api api
COPY ingest ingest
COPY orbit orbit
COPY queries queries
RUN /opt/orbit/bin/python -m hatchling build -t wheel -d /dist \
    && pip --python /opt/orbit/bin/python install --no-deps /dist/*.whl

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 orbit \
    && useradd --uid 10001 --gid orbit --home-dir /var/lib/orbit --no-create-home --shell /usr/sbin/nologin orbit \
    && install -d -o orbit -g orbit -m 700 /var/lib/orbit
COPY --from=build /opt/orbit /opt/orbit
ENV PATH=/opt/orbit/bin:$PATH ORBIT_HOME=/var/lib/orbit PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /var/lib/orbit
VOLUME /var/lib/orbit
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=3); c.request('GET', '/livez'); exit(c.getresponse().status != 200)"]
ENTRYPOINT ["orbit"]
CMD ["serve", "--host", "0.0.0.0"]
