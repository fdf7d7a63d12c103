// What the card shows: loading, a refusal, no account, no path, or the best ways in.

import { Button, Divider, EmptyState, ErrorState, Flex, Link, LoadingSpinner, StatusTag, Tag, Text } from "@hubspot/ui-extensions";
import { useCallback, useEffect, useState } from "react";

import { askForCard } from "./asking.ts";
import type { CardAnswer, CardRecord, Named, Send, Signal, Way } from "./asking.ts";
import { heat, percent, spaced, verdict } from "./words.ts";

interface Props {
  record: CardRecord;
  orbit: string;
  send: Send;
  open: (uri: string) => void;
}

type Told = { answer: CardAnswer } | { problem: string } | null;

export function CardView({ record, orbit, send, open }: Props) {
  const [told, setTold] = useState<Told>(null);
  const ask = useCallback(async () => {
    try {
      const answer = await askForCard(send, orbit, record);
      setTold({ answer });
      return answer;
    } catch (error) {
      setTold({ problem: error instanceof Error ? error.message : "Orbit does not answer. Try again." });
      return null;
    }
  }, [send, orbit, record.portal, record.objectTypeId, record.objectId]);

  useEffect(() => {
    void ask();
  }, [ask]);

  // What opens the panel is good once and for a few minutes, so it is asked for when it is needed.
  const openPanel = async () => {
    const answer = await ask();
    if (answer) open(answer.panel.url);
  };

  if (told === null) return <LoadingSpinner label="Asking Orbit…" showLabel={true} layout="centered" />;
  if ("problem" in told) {
    return (
      <ErrorState title="Orbit did not answer">
        <Text>{told.problem}</Text>
        <Button onClick={() => void ask()}>Try again</Button>
      </ErrorState>
    );
  }
  return <Shown answer={told.answer} openPanel={() => void openPanel()} />;
}

function Shown({ answer, openPanel }: { answer: CardAnswer; openPanel: () => void }) {
  const { account, signals, paths, reason } = answer;
  if (account === null) {
    return (
      <EmptyState title="No account found" layout="vertical">
        <Text>{reason ?? "Orbit knows no account for this record."}</Text>
        <Button onClick={openPanel}>Look it up</Button>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="small">
      <Flex direction="row" justify="between" wrap="wrap">
        <Link href={{ url: account.url, external: true }}>{account.name}</Link>
        <Tag>{heat(account.heat)}</Tag>
      </Flex>
      {signals.length > 0 ? signals.map((signal) => <SignalLine key={signal.title} signal={signal} />) : <Text variant="microcopy">No fresh signal. Wait for a reason of today before you ask.</Text>}
      <Divider />
      {paths.length > 0 ? paths.map((way) => <WayLine key={way.id} way={way} />) : <NoWay reason={reason} />}
      <Button variant="primary" onClick={openPanel}>
        {paths.length > 0 ? "Words and log" : "Open Orbit"}
      </Button>
    </Flex>
  );
}

function SignalLine({ signal }: { signal: Signal }) {
  return (
    <Text variant="microcopy">
      <Text inline={true} format={{ fontWeight: "bold" }}>
        {`${spaced(signal.kind)}: `}
      </Text>
      {signal.url ? <Link href={{ url: signal.url, external: true }}>{signal.title}</Link> : signal.title}
      {`, ${signal.occurred_on}`}
    </Text>
  );
}

function WayLine({ way }: { way: Way }) {
  const kind = way.verdict.status === "open" ? "success" : way.verdict.status === "blocked" ? "danger" : "warning";
  return (
    <Flex direction="column" gap="flush">
      <Text format={{ fontWeight: "bold" }}>{way.connector ? `Ask ${who(way.connector)}` : "Write yourself"}</Text>
      <Text>{`for ${who(way.target)}`}</Text>
      <Text variant="microcopy">{`${spaced(way.chance)} chance, ${percent(way.score)}`}</Text>
      <StatusTag variant={kind}>{verdict(way.verdict)}</StatusTag>
    </Flex>
  );
}

function NoWay({ reason }: { reason: string | null }) {
  return (
    <Flex direction="column" gap="flush">
      <Text format={{ fontWeight: "bold" }}>No verified path yet</Text>
      <Text variant="microcopy">{reason ?? "Nobody of ours is known to reach anybody there."}</Text>
    </Flex>
  );
}

function who(person: Named): string {
  const job = [person.title, person.company].filter(Boolean).join(", ");
  return job ? `${person.name} (${job})` : person.name;
}
