import { perform } from './stage/perform.ts'

await perform('torture', {
  bounces: async () => (await import('./torture/bounces.ts')).bounces,
  crash: async () => (await import('./torture/crash.ts')).crash,
  database: async () => (await import('./torture/database.ts')).database,
  downtime: async () => (await import('./torture/downtime.ts')).downtime,
  hubspot: async () => (await import('./torture/hubspot.ts')).hubspot,
  isolation: async () => (await import('./torture/isolation.ts')).isolation,
  mover: async () => (await import('./torture/mover.ts')).mover,
  outage: async () => (await import('./torture/outage.ts')).outage,
  providers: async () => (await import('./torture/providers.ts')).providers,
  settings: async () => (await import('./torture/settings.ts')).settings,
  signatures: async () => (await import('./torture/signatures.ts')).signatures,
  strangers: async () => (await import('./torture/strangers.ts')).strangers,
  tokens: async () => (await import('./torture/tokens.ts')).tokens,
  traffic: async () => (await import('./torture/traffic.ts')).traffic,
})
