import type { Routing } from '../contract/routing.ts'
import type { Owner, Role, Team, User } from './hubspot/portal.ts'
import type { GivenProperties } from './hubspot/property-values.ts'

/** The account that the workbench plays. */
export const account = {
  portalId: 4_242_001,
  appId: 770_001,
  /** Of the marketplace edition's app. */
  clientId: '7b1f0c52-3d5e-4c0a-9c53-2f8b6d7e9a10',
  timezone: 'America/New_York',
}

export const teams: Team[] = [
  { id: '501', name: 'Sales' },
  { id: '502', name: 'Support' },
]

export const roles: Role[] = [
  { id: '71', name: 'Sales rep' },
  { id: '72', name: 'Team lead' },
]

/** Who works there: the super admin who installs the app, a rep, and the lead of the rep's team. */
export const users: [User, ...User[]] = [
  { id: 91_001, email: 'robin@company.example', firstName: 'Robin', lastName: 'Vale', superAdmin: true },
  {
    ...{ id: 91_002, email: 'kim@company.example', firstName: 'Kim', lastName: 'Adler' },
    ...{ roleIds: ['71'], primaryTeamId: '501' },
  },
  {
    ...{ id: 91_003, email: 'noa@company.example', firstName: 'Noa', lastName: 'Berg' },
    ...{ roleIds: ['72'], primaryTeamId: '501', secondaryTeamIds: ['502'] },
  },
]

/** Each of them is an owner, too: that is another number. */
export const owners: Owner[] = users.map(({ id, email, firstName, lastName }) => ({
  ...{ id: `9000${id - 90_910}`, userId: id },
  ...{ email, firstName, lastName },
}))

/** The company's lines; all but the email line are on the workbench's phone network. */
export const companyLines = [
  { id: 'sales-imessage', label: 'Sales iMessage', channel: 'imessage', address: '+12025550101' },
  { id: 'sales-sms', label: 'Sales SMS', channel: 'sms', address: '+12025550102' },
  { id: 'support-whatsapp', label: 'Support WhatsApp', channel: 'whatsapp', address: '+12025550103' },
  { id: 'sales-email', label: 'Sales email', channel: 'email', address: 'sales@company.example' },
] as const

/** How messages find their way: an iMessage that does not get through becomes an SMS, and that an email. */
export const companyRouting: Routing = {
  ladder: [
    { channel: 'imessage' },
    { channel: 'sms', when: { notCapable: true, notDeliveredMinutes: 2, failed: ['address', 'line', 'undelivered'] } },
    {
      channel: 'email',
      when: { notDeliveredMinutes: 10, failed: ['address', 'line', 'undelivered'] },
      subject: 'A message for you',
    },
  ],
}

/** Phones that lack a channel: Lena's is an Android. */
export const phonesWithout = ['imessage/+4915123456789']

/** Contacts to begin with: an ordinary one, and those that show where it gets difficult. */
export const contacts: GivenProperties[] = [
  {
    firstname: 'Ada',
    lastname: 'Moreno',
    email: 'ada.moreno@northwind.example',
    mobilephone: '+1 202 555 0143',
    company: 'Northwind',
  },
  {
    firstname: 'Kofi',
    lastname: 'Mensah',
    email: 'kofi@brightside.example',
    phone: '(202) 555-0178',
    company: 'Brightside',
  },
  {
    firstname: 'Lena',
    lastname: 'Hofmann',
    email: 'lena.hofmann@alpenwerk.example',
    mobilephone: '+49 1512 3456789',
    company: 'Alpenwerk',
  },
  { firstname: 'Sam', lastname: 'Whitfield', email: 'sam@papertrail.example', company: 'Paper Trail' },
  { firstname: 'Noor', lastname: 'Haddad', company: 'No address at all' },
]
