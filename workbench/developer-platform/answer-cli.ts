import { componentSchemas } from './component-schemas.ts'
import { describeBuild } from './describe-build.ts'
import type { PlatformState } from './platform-state.ts'
import { refuse, type CliAnswer, type CliRequest } from './refuse.ts'
import { takeUpload } from './take-upload.ts'

type Route = (state: PlatformState, request: CliRequest, parts: string[]) => CliAnswer | Promise<CliAnswer>

const platformVersions = ['2026.03', '2026.09-beta', '2026.09']

/** In the order in which an upload comes by. */
const routes: [string, RegExp, Route][] = [
  ['POST', /^\/firealarm\/v4\/alarm\/[^/]+\/\d+$/, () => ({ status: 200, body: [] })],
  ['GET', /^\/firealarm\/v4\/alarm\/[^/]+\/\d+$/, () => ({ status: 200, body: [] })],
  [
    'GET',
    /^\/project-components-external\/project-schemas\/v3\/([^/]+)$/,
    (_, __, [version = '']) =>
      platformVersions.includes(version)
        ? { status: 200, body: componentSchemas }
        : refuse(400, 'VALIDATION_ERROR', `platform version ${version} is not supported`),
  ],
  [
    'GET',
    /^\/developer\/projects\/v1\/by-name\/([^/]+)$/,
    (state, _, [name = '']) => {
      const id = state.projects.get(decodeURIComponent(name))
      return id === undefined ? refuse(404, 'OBJECT_NOT_FOUND', 'no such project') : { status: 200, body: { id, name } }
    },
  ],
  [
    'POST',
    /^\/developer\/projects\/v1$/,
    (state, { body }) => {
      const { name } = JSON.parse(String(body)) as { name: string }
      const id = state.projects.size + 1
      state.projects.set(name, id)
      return { status: 200, body: { id, name } }
    },
  ],
  ['POST', /^\/project-components-external\/v3\/upload\/new-api$/, takeUpload],
  ['GET', /^\/dfs\/v1\/projects\/[^/]+\/builds\/(\d+)\/status$/, describeBuild('build status')],
  ['GET', /^\/dfs\/v1\/builds\/by-project-name\/[^/]+\/builds\/(\d+)\/structure$/, describeBuild('structure')],
  ['GET', /^\/dfs\/deploy\/v1\/deploy-status\/projects\/[^/]+\/deploys\/(\d+)$/, describeBuild('deploy status')],
  [
    'GET',
    /^\/dfs\/deploy\/v1\/deploys\/by-project-name\/[^/]+\/deploys\/(\d+)\/structure$/,
    describeBuild('structure'),
  ],
  ['GET', /^\/dfs\/logging\/v1\/logs\/projects\//, () => ({ status: 200, body: { logs: [] } })],
]

/** Answers one request of the CLI. Everything but the exchange of the key for a token needs that token. */
export async function answerCli(state: PlatformState, request: CliRequest): Promise<CliAnswer> {
  const { method, url, headers, body } = request
  if (method === 'POST' && url.pathname === '/localdevauth/v1/auth/refresh') return exchangeKey(state, body)
  if (headers.authorization !== `Bearer ${state.accessToken}`) {
    return refuse(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found')
  }
  for (const [verb, path, route] of routes) {
    const match = verb === method ? path.exec(url.pathname) : null
    if (match) return route(state, request, match.slice(1))
  }
  state.unknown.push(`${method} ${url.pathname}`)
  return refuse(404, 'OBJECT_NOT_FOUND', `the workbench does not play ${method} ${url.pathname}`)
}

function exchangeKey(state: PlatformState, body: Buffer): CliAnswer {
  const { encodedOAuthRefreshToken } = JSON.parse(String(body)) as { encodedOAuthRefreshToken?: string }
  if (encodedOAuthRefreshToken !== state.personalAccessKey) {
    return refuse(401, 'INVALID_AUTHENTICATION', 'The personal access key is invalid')
  }
  return {
    status: 200,
    body: {
      hubId: state.accountId,
      userId: 7,
      hubName: 'Workbench',
      accountType: 'STANDARD',
      oauthAccessToken: state.accessToken,
      expiresAtMillis: Date.now() + 1_800_000,
      scopeGroups: ['developer.projects.write'],
      enabledFeatures: {},
      encodedOAuthRefreshToken,
    },
  }
}
