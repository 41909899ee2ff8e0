import type { Scene } from './case.ts'
import { contacts } from './scenes/contacts.ts'
import { installation } from './scenes/installation.ts'
import { namedInSettings } from './scenes/named-in-settings.ts'
import { newContacts } from './scenes/new-contacts.ts'
import { replies } from './scenes/replies.ts'
import { timeline } from './scenes/timeline.ts'
import { tokens } from './scenes/tokens.ts'

/** Whatever leads to a call of an account, in the order in which an account plays them. */
export const scenes: readonly Scene[] = [
  ...installation.slice(0, 3),
  ...replies,
  ...newContacts,
  ...contacts,
  ...namedInSettings,
  ...timeline,
  ...tokens,
  ...installation.slice(3),
]
