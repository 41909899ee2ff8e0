import type { Contact } from '../../contract/contact.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'

/** Whom HubSpot's signature names. */
interface ProvedCaller {
  portalId: string
  userId: string
}

export interface DoorNeeds {
  /** The private account; null where only accounts that installed the app are served. */
  portal: { id: string; clientSecrets: string[]; functionSecrets: string[] } | null
  /** Of whoever runs the relay, for every account on it. */
  operatorSecrets: readonly string[]
  publicUrl: string
  now: () => Date
  /** Throws when an account asks more than its share. */
  admit: (kind: 'portal' | 'workflow', portalId: string) => void
  /** True the first time that a request's id is seen. */
  takeRequestId: (request: { portalId: string; door: string; id: string }) => Promise<boolean>
  /** The app that many accounts have installed; null where there is none. */
  app: {
    clientSecrets: readonly string[]
    /** Which app it is, where whoever runs the relay has said so. */
    appId: string | null
    /** How an account stands that installed it, and as which app HubSpot named it then; null where none did. */
    installed: (portalId: string) => Promise<{ state: string; appId: string | null } | null>
  } | null
  readContact: ContactReader
  /** Throws where a user may not do what admins do. */
  rights: {
    look: (user: ProvedCaller) => Promise<{ canEdit: boolean; why: string | null }>
    insist: (user: ProvedCaller) => Promise<void>
  }
  /** Throws where a user, or nobody in particular (null), may not read the conversation of a contact of the account. */
  mayRead: (user: ProvedCaller | null, portalId: string, contact: Contact | null) => Promise<void>
}
