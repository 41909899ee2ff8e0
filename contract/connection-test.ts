import { Type, type Static } from 'typebox'

/** What the newest test of a connection came to, for whoever asks how it stands. */
export const ConnectionTestReport = Type.Object({
  at: Type.String({ description: 'When; ISO 8601.' }),
  result: Type.Union([Type.Literal('ok'), Type.Literal('failed'), Type.Literal('no_test')], {
    description: '`no_test`: there is no way to ask.',
  }),
  code: Type.Union([Type.String(), Type.Null()]),
  words: Type.Union([Type.String(), Type.Null()], {
    description: 'What is wrong, or what to know although it works, for a person.',
  }),
})
export type ConnectionTestReport = Static<typeof ConnectionTestReport>
