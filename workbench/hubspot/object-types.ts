import { invalid } from './refusal.ts'

/** Scopes as alternatives of sets: any one set, wholly held, is enough. */
export type ScopeSets = readonly (readonly string[])[]

export interface ObjectType {
  id: string
  singular: string
  plural: string
  read: (version: string) => ScopeSets
  write: (version: string) => ScopeSets
  /** Where this portal-wide counter begins; real ids are long, engagement ids longer still. */
  firstId: number
  /** HubSpot names the change date of contacts differently from everybody else's. */
  modified: 'lastmodifieddate' | 'hs_lastmodifieddate'
  created: 'createdate' | 'hs_createdate'
  required: readonly string[]
  /** What a read returns when it names no properties. */
  shown: readonly string[]
  /** What `query` in a search looks at. */
  queried: readonly string[]
}

const always = (...scopes: string[]) => {
  const sets = [scopes]
  return () => sets
}

/** 2026-03 lists the email scope as an alternative to the contacts scope; 2026-09 wants both. */
const emails = (contacts: string) => (version: string) =>
  version === '2026-03' ? [[contacts], ['sales-email-read']] : [[contacts, 'sales-email-read']]

export const objectTypes: readonly ObjectType[] = [
  {
    id: '0-1',
    singular: 'contact',
    plural: 'contacts',
    read: always('crm.objects.contacts.read'),
    write: always('crm.objects.contacts.write'),
    firstId: 101,
    modified: 'lastmodifieddate',
    created: 'createdate',
    required: [],
    shown: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    queried: ['firstname', 'lastname', 'email', 'phone', 'mobilephone', 'company'],
  },
  {
    id: '0-2',
    singular: 'company',
    plural: 'companies',
    read: always('crm.objects.companies.read'),
    write: always('crm.objects.companies.write'),
    firstId: 50_000_001,
    modified: 'hs_lastmodifieddate',
    created: 'createdate',
    required: [],
    shown: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    queried: ['name', 'domain', 'phone'],
  },
  {
    id: '0-3',
    singular: 'deal',
    plural: 'deals',
    read: always('crm.objects.deals.read'),
    write: always('crm.objects.deals.write'),
    firstId: 60_000_001,
    modified: 'hs_lastmodifieddate',
    created: 'createdate',
    required: [],
    shown: ['createdate', 'dealname', 'hs_lastmodifieddate', 'hs_object_id'],
    queried: ['dealname'],
  },
  {
    id: '0-5',
    singular: 'ticket',
    plural: 'tickets',
    read: always('tickets'),
    write: always('tickets'),
    firstId: 65_000_001,
    modified: 'hs_lastmodifieddate',
    created: 'createdate',
    required: ['hs_pipeline_stage'],
    shown: ['createdate', 'hs_lastmodifieddate', 'hs_object_id', 'subject'],
    queried: ['subject', 'content'],
  },
  {
    id: '0-18',
    singular: 'communication',
    plural: 'communications',
    read: always('crm.objects.contacts.read'),
    write: always('crm.objects.contacts.write'),
    firstId: 70_000_000_001,
    modified: 'hs_lastmodifieddate',
    created: 'hs_createdate',
    required: ['hs_timestamp', 'hs_communication_channel_type'],
    shown: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    queried: ['hs_communication_body'],
  },
  {
    id: '0-49',
    singular: 'email',
    plural: 'emails',
    read: emails('crm.objects.contacts.read'),
    write: emails('crm.objects.contacts.write'),
    firstId: 80_000_000_001,
    modified: 'hs_lastmodifieddate',
    created: 'hs_createdate',
    required: ['hs_timestamp', 'hs_email_direction'],
    shown: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    queried: ['hs_email_subject'],
  },
]

/** Finds a type by id, singular or plural; HubSpot answers 400, not 404, to a type it does not know. */
export function objectTypeNamed(name: string): ObjectType {
  const wanted = name.toLowerCase()
  const found = objectTypes.find((type) => type.id === wanted || type.singular === wanted || type.plural === wanted)
  if (found === undefined) throw invalid(`Unable to infer object type from: ${name}`)
  return found
}
