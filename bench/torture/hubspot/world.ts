import type { Database } from '../../../relay/store/database.ts'
import type { Jobs } from '../../../relay/store/jobs/jobs.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import type { Mail } from '../../../workbench/mail/create-mail.ts'
import type { PhoneNetwork } from '../../../workbench/phone-network/phone-network.ts'
import type { Stage } from '../../stage/perform.ts'
import type { Account } from './account.ts'
import type { Arrivals } from './arrivals.ts'
import type { AskRelay } from './ask-relay.ts'
import type { StandIn } from './stand-in.ts'

/** One relay process, what stands in HubSpot's place, and the accounts. */
export interface World {
  stage: Stage
  hubspot: HubSpot
  standIn: StandIn
  phones: PhoneNetwork
  mail: Mail
  arrivals: Arrivals
  database: Database
  jobs: Pick<Jobs, 'hintAll'>
  /** The relay's public address. */
  url: string
  ask: AskRelay
  accounts: Account[]
  /** That of the private edition. */
  own: Account
  logFile: string
  /** Ends the relay, politely or not, and starts it anew. */
  restart(how: 'SIGKILL' | 'SIGTERM'): Promise<void>
}
