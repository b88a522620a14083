import {
  type ConnectionRecord,
  type ConnectionStore,
  type ConnectionsOptions,
  createConnections,
} from "@interkit/webhooks/connections";
import { admin, intercomServer } from "./oauth.ts";

/** Connections at a server of the test, which knows the tokens `token-1` and `token-2` of one workspace. */
export async function setUp(options: ConnectionsOptions<{ account: string }> = {}) {
  const intercom = await intercomServer();
  intercom.admins.set("token-1", admin("abc12345"));
  intercom.admins.set("token-2", admin("abc12345"));
  intercom.admins.set("token-of-other", admin("other123"));
  const errors: unknown[] = [];
  const changes: string[] = [];
  const connections = createConnections<{ account: string }>({
    baseUrl: intercom.url,
    onError: (error) => errors.push(error),
    onChange: ({ workspaceId, state }, previous) => {
      changes.push(`${workspaceId}: ${previous ?? "none"} to ${state}`);
    },
    ...options,
  });
  const stateOf = async (workspaceId = "abc12345") => (await connections.of(workspaceId))?.state;
  return { intercom, connections, errors, changes, stateOf };
}

/** A grant of a sign-in. */
export function grant(token: string, grantedAt: Date, id = "abc12345") {
  const workspace = {
    id,
    name: `Workspace ${id}`,
    region: "eu",
    timezone: "Europe/London",
  } as const;
  const teammate = { id: "1", name: "Grace", email: "grace@example.com", emailVerified: true };
  return { token, grantedAt, workspace, admin: teammate };
}

/** A store as a user may write it: each of its methods takes a moment, as a database does. */
export function createMemoryStore(): ConnectionStore {
  const records = new Map<string, ConnectionRecord>();
  const moment = () => new Promise((resolve) => setTimeout(resolve, 1));
  return {
    get: async (workspaceId) => {
      await moment();
      return records.get(workspaceId);
    },
    put: async (record, replaced) => {
      await moment();
      if (records.get(record.workspaceId)?.revision !== replaced) return false;
      records.set(record.workspaceId, record);
      return true;
    },
    delete: async (workspaceId) => {
      await moment();
      records.delete(workspaceId);
    },
    list: () => records.values(),
  };
}
