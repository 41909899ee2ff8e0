import { bluebubbles } from './bluebubbles/index.ts'
import { chert } from './chert/index.ts'
import { email } from './email/index.ts'
import { kannel } from './kannel/index.ts'
import { linq } from './linq/index.ts'
import type { Provider } from './provider.ts'
import { sendblue } from './sendblue/index.ts'
import { tuco } from './tuco/index.ts'
import { twilio } from './twilio/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** Every provider by its name, which is also its folder's and what the database holds. */
export const providers: ReadonlyMap<string, Provider> = new Map(
  [bluebubbles, sendblue, chert, email, kannel, linq, tuco, twilio, whatsapp].map((provider: Provider) => [
    provider.name,
    provider,
  ]),
)
