import { readFile } from 'node:fs/promises'
import path from 'node:path'
import Fastify from 'fastify'
import { projectRoot } from '../project/project-root.ts'
import type { Crm } from './crm.ts'
import { users } from './cast.ts'
import type { FetchProxy, ProxyRequest } from './fetch-proxy/fetch-proxy.ts'
import type { FunctionExecution, FunctionRuntime } from './functions/function-runtime.ts'
import type { HubSpot } from './hubspot/hubspot.ts'
import { Refusal } from './hubspot/refusal.ts'
import type { Workflow } from './hubspot/workflow.ts'
import type { WorkflowActionConfig } from './hubspot/workflow-action.ts'
import type { Mail } from './mail/create-mail.ts'
import type { PageFile } from './page-bundle.ts'
import { liveEvents } from './live-events.ts'
import { userCookie, type EditionName, type WorkbenchConfig } from './page/api.ts'
import { PageRefusal, pageRoutes } from './page-routes.ts'
import type { PhoneNetwork } from './phone-network/phone-network.ts'

export interface PageServerNeeds {
  edition: EditionName
  page: PageFile[]
  /** Text of the card's production bundle. */
  bundle: string
  crm: Crm
  hubspot: HubSpot
  phones: PhoneNetwork
  mail: Mail
  workflow: Workflow
  /** What runs the app functions; null in the edition that has none. */
  functions: FunctionRuntime | null
  proxy: FetchProxy
  /** Files that the relay may fetch from this machine. */
  sampleFiles: WorkbenchConfig['sampleFiles']
  /** What HubSpot calls the relay by, as the profile says. */
  relayUrl: string
}

export interface PageServer {
  /** Answers with the address to open. */
  listen(port: number): Promise<string>
  close(): Promise<void>
}

/** The page, the two endpoints its host calls as HubSpot's record page does, and what only a workbench has. */
export async function createPageServer(needs: PageServerNeeds): Promise<PageServer> {
  const server = Fastify({ forceCloseConnections: true })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof PageRefusal || error instanceof Refusal ? error.status : (error.statusCode ?? 500)
    return reply.code(status).send({ status, title: 'The workbench refused', detail: error.message })
  })
  // A page elsewhere must not be able to drive the workbench by way of the reader's browser.
  server.addHook('onRequest', async (request) => {
    const { host, origin } = request.headers
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? ''))
      throw new PageRefusal(403, 'Open the workbench on localhost.')
    if (origin && origin !== `http://${host}`) throw new PageRefusal(403, 'Only the workbench page may ask this.')
  })

  for (const file of needs.page) {
    server.get(file.path, (_request, reply) => {
      if (file.path === '/worker.js') {
        void reply.header('content-security-policy', "default-src 'none'; script-src 'unsafe-eval'")
      }
      return reply.type(file.contentType).header('cache-control', 'no-store').send(Buffer.from(file.body))
    })
  }
  server.get('/cards/conversation.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-store').send(needs.bundle),
  )
  const { functions, proxy } = needs
  const execution = '/api/crm-extensibility/execution/internal/v3'
  if (functions) {
    server.post<{ Body: FunctionExecution }>(`${execution}/action/function/:appId`, async (request, reply) => {
      const { status, json } = await functions.execute(request.body)
      return reply.code(status).send(json)
    })
  }
  server.post<{ Body: ProxyRequest }>(`${execution}/proxy`, async (request, reply) => {
    const { status, json } = await proxy.ask(request.body, signedIn(request.headers.cookie))
    return reply.code(status).send(json)
  })

  const variables = { RELAY_URL: needs.relayUrl }
  pageRoutes(server, { ...needs, variables, action: await readAction(needs.relayUrl) })
  const live = liveEvents(needs)
  server.get('/workbench/events', (request, reply) => {
    reply.hijack()
    live.subscribe(reply.raw)
    request.raw.on('close', () => live.unsubscribe(reply.raw))
  })

  return {
    async listen(port) {
      await server.listen({ host: '127.0.0.1', port })
      const address = server.server.address()
      return `http://localhost:${typeof address === 'object' && address ? address.port : port}`
    },
    async close() {
      live.close()
      await server.close()
    },
  }
}

/** The action as it is uploaded, with the relay's address filled in as HubSpot does from the profile. */
async function readAction(relayUrl: string): Promise<WorkflowActionConfig> {
  const text = await readFile(path.join(projectRoot, 'src/app/workflow-actions/send-message-hsmeta.json'), 'utf8')
  return (JSON.parse(text.replaceAll('${RELAY_URL}', relayUrl)) as { config: WorkflowActionConfig }).config
}

/** Whom the page was told to be, as HubSpot knows by a cookie of its own; the first user unless it was told. */
function signedIn(cookies = ''): (typeof users)[0] {
  const chosen = new RegExp(`(?:^|; )${userCookie}=(\\d+)`).exec(cookies)?.[1]
  return users.find(({ id }) => String(id) === chosen) ?? users[0]
}
