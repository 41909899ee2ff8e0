import { expect, it } from 'vitest'
import { buildUpload } from './build-upload.ts'

const scopes = ['oauth', 'crm.objects.contacts.read']
const oauth = { type: 'oauth', redirectUrls: ['https://relay.example.com/cb'], requiredScopes: scopes }
const fixed = { type: 'static', requiredScopes: scopes }

/** What becomes of an app with these settings that has one further component. */
function build(distribution: string, auth: object, componentType = 'WORKFLOW_ACTION', config: object = {}) {
  const component = (uid: string, type: string, config: object) => ({
    uid,
    componentType: type,
    metaFilePath: `app/${uid}-hsmeta.json`,
    config: { ...config },
  })
  const app = component('app', 'APPLICATION', { distribution, auth })
  const other = component('other', componentType, config)
  const files = ['app/app-hsmeta.json', 'app/other-hsmeta.json', 'app/package.json'].map(
    (path) => [path, Buffer.from('{"dependencies":{"@hubspot/ui-extensions":"1","react":"1"}}')] as const,
  )
  return buildUpload(new Map(files), {
    projectName: 'p',
    buildMessage: '',
    intermediateNodesIndexedByUid: { app, other },
  }).flatMap(({ error }) => error ?? [])
}

it.each([
  ['private', fixed],
  ['private', oauth],
  ['marketplace', oauth],
  ['marketplace', { ...oauth, conditionallyRequiredScopes: ['automation'] }],
])('builds a %s app with %j', (distribution, auth) => {
  expect(build(distribution, auth)).toEqual([])
})

it.each([
  ['marketplace', fixed, 'an app of the marketplace needs OAuth'],
  ['private', { ...fixed, optionalScopes: ['files'] }, 'can only require scopes'],
  ['marketplace', { ...oauth, redirectUrls: [] }, 'needs a redirect URL'],
  ['marketplace', { ...oauth, requiredScopes: ['crm.objects.contacts.read'] }, 'needs the scope oauth'],
  ['marketplace', { ...oauth, optionalScopes: ['oauth'] }, 'the scope oauth is asked for twice'],
])('refuses a %s app with %j', (distribution, auth, reason) => {
  expect(build(distribution, auth)).toEqual([expect.stringContaining(reason)])
})

it('refuses app functions in an app with OAuth, and a card on what the app may not read', () => {
  expect(build('marketplace', oauth, 'APP_FUNCTION')).toEqual([expect.stringContaining('app functions need static')])
  expect(build('private', fixed, 'APP_FUNCTION')).toEqual([])
  expect(build('private', fixed, 'CARD', { objectTypes: ['contacts'] })).toEqual([])
  expect(build('private', fixed, 'CARD', { objectTypes: ['deals'] })).toEqual([
    'a card on deals needs a scope to read them',
  ])
})
