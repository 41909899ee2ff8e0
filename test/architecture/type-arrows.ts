/** Arrows that are for types alone, each with why it stands. At run time there is nothing of them. */
export const typeArrows: { from: string; to: string; why: string }[] = [
  { from: 'relay/store/inbox', to: 'relay/providers/provider.ts', why: 'it stores what a provider received' },
  { from: 'relay/store/line', to: 'relay/providers/provider.ts', why: 'it stores lines' },
  { from: 'relay/message', to: 'relay/providers/provider.ts', why: 'it says what a provider is asked for' },
  { from: 'relay/hubspot', to: 'relay/store/hubspot', why: 'the store counts what it spends, and what is refused' },
  { from: 'relay/retry.ts', to: 'relay/store/waiting/put-off.ts', why: 'what it decides is what is stored' },
  { from: 'relay/store/jobs', to: 'relay/store/waiting', why: 'a task may be put off, and may resume what was' },
  { from: 'relay/store/jobs/tasks.ts', to: 'relay/store/line/line-states.ts', why: 'a change of a line is a task' },
  { from: 'relay/config/list-settings.ts', to: 'relay/store/audit/setting-digest.ts', why: 'it lists what is told' },
  { from: 'relay/http/rate-limit.ts', to: 'relay/config/rate-limits.ts', why: 'who runs the relay sets the rates' },
  { from: 'relay/process/run.ts', to: 'relay/http/server.ts', why: 'it starts and stops a server it is given' },
]
