import { once } from 'node:events'
import { createServer } from 'node:https'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { answerCli } from './answer-cli.ts'
import { loopbackCertificate } from './loopback-certificate.ts'
import type { PlatformState, Upload } from './platform-state.ts'
import { refuse, type CliAnswer } from './refuse.ts'

export interface DeveloperPlatform {
  /** Every upload that was accepted, oldest first. */
  uploads: readonly Upload[]
  /** Requests this platform does not know, `METHOD /path`. A test asserts that there are none. */
  unknown: readonly string[]
  /** The environment that makes the real `hs` speak to this platform as its account, and to nobody else. */
  environment: Record<string, string>
  close(): Promise<void>
}

/**
 * The part of HubSpot's API that `hs project validate` and `hs project upload` speak to, on loopback over TLS.
 * It hands out our schemas, takes uploads, builds and deploys them at once.
 */
export async function startDeveloperPlatform({ accountId = 4242 } = {}): Promise<DeveloperPlatform> {
  const state: PlatformState = {
    accountId,
    personalAccessKey: 'workbench-personal-access-key',
    accessToken: 'workbench-access-token',
    projects: new Map(),
    uploads: [],
    unknown: [],
  }
  const { key, certificate } = loopbackCertificate()
  const folder = await mkdtemp(join(tmpdir(), 'homing-platform-'))
  const certificateFile = join(folder, 'certificate.pem')
  await writeFile(certificateFile, certificate)

  const server = createServer({ key, cert: certificate }, (request, response) => {
    const write = ({ status, body }: CliAnswer) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    // The CLI always appends `.com` to the domain it is given, so everything arrives below that.
    const url = new URL((request.url ?? '/').replace(/^\/hubapi\.com/, ''), 'https://127.0.0.1')
    const { method = 'GET', headers } = request
    buffer(request)
      .then((body) => answerCli(state, { method, url, headers, body }))
      .then(write, (error: unknown) => write(refuse(500, 'INTERNAL_ERROR', String(error))))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    uploads: state.uploads,
    unknown: state.unknown,
    environment: {
      HUBAPI_DOMAIN_OVERRIDE: `127.0.0.1:${port}/hubapi`,
      NODE_EXTRA_CA_CERTS: certificateFile,
      HUBSPOT_ACCOUNT_ID: String(accountId),
      HUBSPOT_PERSONAL_ACCESS_KEY: state.personalAccessKey,
      ALLOW_USAGE_TRACKING: 'false',
      NO_UPDATE_NOTIFIER: '1',
      CI: '1',
      HOME: folder,
      USERPROFILE: folder,
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
