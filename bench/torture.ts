import { perform } from './stage/perform.ts'

await perform('torture', {
  crash: async () => (await import('./torture/crash.ts')).crash,
  providers: async () => (await import('./torture/providers.ts')).providers,
})
