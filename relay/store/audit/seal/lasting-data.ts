/**
 * Members of a message's events that say nothing of a person: they stay when the person is erased. What is sealed
 * depends on the list and its order; another list is another version of `audit-leaf.ts`.
 */
export const lastingData = [
  ...['source', 'channel', 'line', 'contact', 'retryOf'],
  ...['attempt', 'code', 'dueAt', 'wait', 'outcome'],
] as const satisfies readonly string[]
