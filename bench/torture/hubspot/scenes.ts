import type { Scene } from './case.ts'
import { contacts } from './scenes/contacts.ts'
import { installation } from './scenes/installation.ts'
import { replies } from './scenes/replies.ts'
import { timeline } from './scenes/timeline.ts'
import { tokens } from './scenes/tokens.ts'

/** Whatever leads to a call of an account, in the order in which an account plays them. */
export const scenes: readonly Scene[] = [
  ...installation.slice(0, 3),
  ...replies,
  ...contacts,
  ...timeline,
  ...tokens,
  ...installation.slice(3),
]
