// Who may sign in, who is signed in, and what a key may do.
// A key without `scopes` was made before there were any, and may do everything. Who a session or a link is of is a
// property: `user_id`.
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (u:User) REQUIRE u.id IS UNIQUE;
CREATE CONSTRAINT user_email IF NOT EXISTS FOR (u:User) REQUIRE u.email IS UNIQUE;
CREATE CONSTRAINT session_id IF NOT EXISTS FOR (s:Session) REQUIRE s.id IS UNIQUE;
CREATE CONSTRAINT sign_in_link_id IF NOT EXISTS FOR (l:SignInLink) REQUIRE l.id IS UNIQUE;
CREATE INDEX session_user IF NOT EXISTS FOR (s:Session) ON (s.user_id);
CREATE INDEX sign_in_link_user IF NOT EXISTS FOR (l:SignInLink) ON (l.user_id);
CALL db.awaitIndexes(60)
