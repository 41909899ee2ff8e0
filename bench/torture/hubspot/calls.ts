/** A request of the relay's as HubSpot gets it. */
export interface Asked {
  method: string
  /** Without the query. */
  path: string
  query: string
  /** Of a form. */
  form: URLSearchParams | null
}

/** One thing that the relay asks of HubSpot. */
interface Call {
  is: (asked: Asked) => boolean
  /** As it is spelt in the relay's sources, from the first slash. */
  spelt: readonly string[]
}

const crm = (method: string, rest: RegExp) => (asked: Asked) =>
  asked.method === method && new RegExp(`^/crm/objects/[^/]+/${rest.source}$`).test(asked.path)
const token = (grant: string) => (asked: Asked) =>
  /^\/oauth\/[^/]+\/token$/.test(asked.path) && asked.form?.get('grant_type') === grant
const introspect = (hint: string) => (asked: Asked) =>
  /^\/oauth\/[^/]+\/token\/introspect$/.test(asked.path) && asked.form?.get('token_type_hint') === hint
const journal = (method: string, rest: RegExp) => (asked: Asked) =>
  asked.method === method && new RegExp(`^/webhooks-journal/${rest.source}$`).test(asked.path)

const oauth = ['/oauth/${apiVersion}/${path}']
const lists = (method: string, rest: RegExp) => (asked: Asked) =>
  asked.method === method && new RegExp(`^/crm/lists/[^/]+/${rest.source}$`).test(asked.path)
const ofUsers =
  (what: string) =>
  ({ method, path }: Asked) =>
    method === 'GET' && path === `/settings/users/2026-03/${what}`
const inJournal = ['/webhooks-journal/${path}']
const write = ['/crm/objects/{version}/${object}/batch/${does}']
const find = ['/crm/objects/{version}/${searchOf(object)}']

/** Every call of the relay. What is in none of these, or is spelt in the sources and in none of these, fails the torture. */
export const calls = {
  'search contacts': { is: crm('POST', /contacts\/search/), spelt: ['/crm/objects/{version}/contacts/search'] },
  'read a contact': {
    is: crm('GET', /contacts\/\d+/),
    spelt: ['/crm/objects/{version}/contacts/${contactId}?', '/crm/objects/{version}/contacts/${id}?'],
  },
  'read many contacts': {
    is: crm('POST', /contacts\/batch\/read/),
    spelt: ['/crm/objects/{version}/contacts/batch/read'],
  },
  'read memberships of many': {
    is: lists('POST', /records\/memberships\/batch\/read/),
    spelt: ['/crm/lists/{version}/records/memberships/batch/read'],
  },
  'read memberships of one': {
    is: lists('GET', /records\/0-1\/\d+\/memberships/),
    spelt: ['/crm/lists/{version}/records/0-1/${contactId}/memberships'],
  },
  'create communications': { is: crm('POST', /communications\/batch\/create/), spelt: write },
  'create emails': { is: crm('POST', /emails\/batch\/create/), spelt: write },
  'find communications': { is: crm('POST', /communications\/search/), spelt: find },
  'find emails': { is: crm('POST', /emails\/search/), spelt: find },
  'update communications': { is: crm('POST', /communications\/batch\/update/), spelt: write },
  'update emails': { is: crm('POST', /emails\/batch\/update/), spelt: write },
  'exchange a code': { is: token('authorization_code'), spelt: oauth },
  'refresh a token': { is: token('refresh_token'), spelt: oauth },
  'token of the app': { is: token('client_credentials'), spelt: oauth },
  'look at an access token': { is: introspect('access_token'), spelt: oauth },
  'look at a refresh token': { is: introspect('refresh_token'), spelt: oauth },
  'give a token back': { is: ({ path }) => /^\/oauth\/[^/]+\/token\/revoke$/.test(path), spelt: oauth },
  'read the account': {
    is: ({ path }) => /^\/account-info\/[^/]+\/details$/.test(path),
    spelt: ['/account-info/${apiVersion}/details', '/account-info/{version}/details'],
  },
  'find an owner by address': {
    is: ({ method, path }) => method === 'GET' && /^\/crm\/owners\/[^/]+$/.test(path),
    spelt: ['/crm/owners/{version}?limit=100&email='],
  },
  'find an owner by user': {
    is: ({ method, path, query }) =>
      method === 'GET' && /^\/crm\/owners\/[^/]+\/[^/]+$/.test(path) && query.includes('idProperty='),
    spelt: ['/crm/owners/{version}/${encodeURIComponent(userId', '/crm/owners/{version}/${encodeURIComponent(id)}?'],
  },
  'look at an owner': {
    is: ({ method, path, query }) => method === 'GET' && /^\/crm\/owners\/[^/]+\/[^/]+$/.test(path) && query === '',
    spelt: ['/crm/owners/{version}/'],
  },
  'look at a list': { is: lists('GET', /\d+/), spelt: ['/crm/lists/{version}/'] },
  'look at a property': {
    is: ({ method, path }) => method === 'GET' && /^\/crm\/properties\/[^/]+\/contacts\/[^/]+$/.test(path),
    spelt: ['/crm/properties/{version}/contacts/'],
  },
  'ask who a user is': {
    is: ({ method, path }) => method === 'GET' && /^\/settings\/users\/2026-03\/\d+$/.test(path),
    spelt: ['/settings/users/${usersVersion}/${userId}', '/settings/users/${usersVersion}/${id}'],
  },
  'list permission sets': { is: ofUsers('roles'), spelt: ['/settings/users/${usersVersion}/${path}'] },
  'list teams': { is: ofUsers('teams'), spelt: ['/settings/users/${usersVersion}/${path}'] },
  'remove the app': {
    is: ({ method, path }) => method === 'DELETE' && /^\/appinstalls\/[^/]+\/external-install$/.test(path),
    spelt: ['/appinstalls/{version}/external-install'],
  },
  'try to list contacts': { is: crm('GET', /contacts/), spelt: ['/crm/objects/{version}/contacts?limit=1'] },
  'try to write contacts': {
    is: crm('POST', /contacts\/batch\/update/),
    spelt: ['/crm/objects/{version}/contacts/batch/update'],
  },
  'try to list emails': { is: crm('GET', /emails/), spelt: ['/crm/objects/{version}/emails?limit=1'] },
  'list subscriptions': { is: journal('GET', /subscriptions\/[^/]+/), spelt: inJournal },
  subscribe: { is: journal('POST', /subscriptions\/[^/]+/), spelt: inJournal },
  'first of the journal': { is: journal('GET', /journal\/[^/]+\/earliest/), spelt: inJournal },
  'last of the journal': { is: journal('GET', /journal\/[^/]+\/latest/), spelt: inJournal },
  'next of the journal': { is: journal('GET', /journal\/[^/]+\/offset\/[^/]+\/next/), spelt: inJournal },
  'file of the journal': { is: ({ path }) => path.startsWith('/journal-files/'), spelt: [] },
} satisfies Record<string, Call>

export type CallName = keyof typeof calls

/** Null for what nobody thought of. */
export function callOf(asked: Asked): CallName | null {
  const found = Object.entries(calls).find(([, { is }]) => is(asked))
  return (found?.[0] as CallName | undefined) ?? null
}
