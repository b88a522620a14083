import type { ConnectionRecord, ConnectionStore } from "./record.ts";

/** Creates a store in the memory of this process, which ends with it: for tests and single processes. */
export function createMemoryConnectionStore(): ConnectionStore {
  const records = new Map<string, ConnectionRecord>();
  return {
    get: (workspaceId) => records.get(workspaceId),
    put: (record, replaced) => {
      if (records.get(record.workspaceId)?.revision !== replaced) return false;
      records.set(record.workspaceId, record);
      return true;
    },
    delete: (workspaceId) => void records.delete(workspaceId),
    list: () => [...records.values()],
  };
}
