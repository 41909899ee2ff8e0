import { perform } from './stage/perform.ts'

await perform('bench', {
  ingest: async () => (await import('./ingest.ts')).ingest,
  send: async () => (await import('./send.ts')).send,
  webhooks: async () => (await import('./webhooks.ts')).webhooks,
  calls: async () => (await import('./calls.ts')).calls,
  fallback: async () => (await import('./fallback.ts')).fallback,
  neighbours: async () => (await import('./neighbours.ts')).neighbours,
  cost: async () => (await import('./cost.ts')).cost,
  card: async () => (await import('./card.ts')).card,
  mail: async () => (await import('./mail.ts')).mail,
  history: async () => (await import('./history.ts')).history,
  snapshot: async () => (await import('./snapshot.ts')).snapshot,
})
