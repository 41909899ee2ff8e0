import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWebhooks, type WebhookOptions } from '../phone-network/webhooks.ts'
import { readForm, type VendorForm } from './read-form.ts'
import type { VendorFault, VendorReply } from './vendor-fault.ts'

/** A request to the vendor, read to its end. Header names are lower case. */
export interface VendorRequest {
  method: string
  /** Path and query as sent. */
  target: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
  /** Where the body is `multipart/form-data`. */
  form: VendorForm | undefined
}

export interface FakeVendorOptions {
  /** The vendor's API. Misbehaviour is not its concern. */
  answer: (request: VendorRequest) => VendorReply
  /** Which requests a fault befalls: those that send a message. */
  sends: (request: VendorRequest) => boolean
  /** What proves a webhook, and its content type, made anew for each try. */
  sign: (webhook: { url: string; body: string }) => Record<string, string>
  webhooks?: WebhookOptions
}

export interface FakeVendor {
  /** Known once it listens. */
  readonly url: string
  listen(port?: number): Promise<string>
  close(): Promise<void>
  /** Replaces whatever was wrong before; nothing heals it. */
  misbehave(fault?: VendorFault): void
  /** How many requests the present fault has befallen. */
  struck(): number
  /** Posts a webhook, signed as the vendor does. */
  post(url: string, body: string): void
  /** The same for a vendor that says everything in the address. */
  get(url: string): void
  /** Resolves when every webhook has been taken. */
  idle(): Promise<void>
}

/** What every fake of a vendor's server needs: it listens on 127.0.0.1, posts webhooks and can misbehave. */
export function createFakeVendor(options: FakeVendorOptions): FakeVendor {
  let fault: VendorFault | undefined
  let struck = 0
  let url = ''
  const webhooks = createWebhooks((webhook) => options.sign(webhook), options.webhooks ?? { firstDelay: 20 })
  const server = createServer((request, response) => void serve(request, response))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      // Whoever called has gone: there is nobody to answer.
      return void response.destroy()
    }
    const read = await requestOf(request, Buffer.concat(chunks))
    if (!fault || fault.mode === 'webhooks' || !options.sends(read)) return reply(response, options.answer(read))
    struck += 1
    if (fault.mode === 'answer') return reply(response, fault.answer)
    if (fault.mode === 'garble' || fault.after) {
      const { status } = options.answer(read)
      if (fault.mode === 'garble') return reply(response, { status, body: '<html>it works' })
    }
    if (fault.mode === 'fail') return reply(response, fault.answer)
    if (fault.mode === 'cut') response.socket?.resetAndDestroy()
  }

  function deliver(method: 'GET' | 'POST', to: string, body: string): void {
    const how = fault?.mode === 'webhooks' ? fault.how : undefined
    if (how === 'drop') return
    const altered = how === 'tamper' ? { altered: `${body} ` } : {}
    for (let times = how === 'duplicate' ? 2 : 1; times > 0; times -= 1) {
      webhooks.post({ id: randomUUID(), method, url: to, body, attempts: 0, ...altered })
    }
  }

  return {
    get url() {
      return url
    },
    async listen(port = 0) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      })
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      return url
    },
    async close() {
      webhooks.close()
      if (!server.listening) return
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
    misbehave(next) {
      fault = next
      struck = 0
    },
    struck: () => struck,
    post: (to, body) => deliver('POST', to, body),
    get: (to) => deliver('GET', to, ''),
    idle: () => webhooks.idle(),
  }
}

async function requestOf(request: IncomingMessage, body: Buffer): Promise<VendorRequest> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) headers[name] = [value].flat().join(', ')
  const { method = '', url: target = '/' } = request
  const [path = '/', query = ''] = target.split('?', 2)
  const form = await readForm(headers['content-type'], body)
  return { method, target, path, query: new URLSearchParams(query), headers, body, form }
}

function reply(response: ServerResponse, { status, headers = {}, body }: VendorReply): void {
  if (response.destroyed) return
  const type = typeof body === 'string' ? 'text/plain' : 'application/json'
  response
    .writeHead(status, { 'content-type': type, ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body))
}
