import { readFile } from 'node:fs/promises'
import { createRemoteRoot } from '@remote-ui/core'
import { createRoot } from '@remote-ui/react'
import { createElement } from 'react'
import type { CardAnswer } from '../../contract/card-function.ts'
import { contactProperties } from '../../contract/contact-properties.ts'
import { componentNames } from '../../workbench/host/component-names.ts'
import { ExtensionApiContext } from '../../workbench/host/extension-api-context.ts'
import type { ExtensionApi, RenderExtension } from '../../workbench/host/extension-api.ts'
import type { HostApi } from '../../workbench/host/host-api.ts'
import { sandboxGlobals } from '../../workbench/host/sandbox-globals.ts'

/**
 * Opens the built bundle as HubSpot's record page does and prints how many round trips it made until the conversation
 * stood on the card. Whatever leaves the extension counts: function calls, fetches and questions to the record.
 */
const [bundle = ''] = process.argv.slice(2)
const words = 'Your table is booked for Tuesday at eight'
const answer: CardAnswer<'conversation'> = {
  ok: true,
  value: {
    messages: [
      {
        id: '01900000-0000-7000-8000-000000000001',
        direction: 'outbound',
        channel: 'sms',
        lineId: 'sms',
        address: '+12025550143',
        subject: null,
        body: words,
        status: 'delivered',
        problem: null,
        source: 'card',
        attachments: [],
        fallbackOf: null,
        followedBy: null,
        at: new Date().toISOString(),
      },
    ],
    lines: [
      {
        id: 'sms',
        label: 'Sales',
        channel: 'sms',
        address: '+12025550143',
        unavailable: null,
        note: null,
        bodyLength: 1_600,
        attachments: null,
      },
    ],
    properties: contactProperties,
    cursor: '1',
  },
}

let roundTrips = 0
let rendered: RenderExtension | null = null
async function roundTrip<Answer>(value: Answer): Promise<Answer> {
  roundTrips += 1
  // An answer from afar: if the card asked for anything one after the other, it would show.
  await new Promise((resolve) => setTimeout(resolve, 50))
  return value
}
const host = {
  // Nobody edits the contact meanwhile.
  actions: { onCrmPropertiesUpdate: () => undefined },
  serverless: () => roundTrip({ ok: true, value: answer }),
  fetch: () => roundTrip({ ok: true, value: { status: 200, headers: {}, body: JSON.stringify(answer) } }),
  crmProperties: () => roundTrip({ data: {} }),
  associations: () => roundTrip({ data: {} }),
  crmSearch: () => roundTrip({ data: {} }),
  log: () => undefined,
  crashed: (message: string) => fail(message),
} satisfies Omit<HostApi, 'actions' | 'copyText'> & { actions: object } as unknown as HostApi

const scope = globalThis as Record<string, unknown>
scope.self = globalThis
Object.assign(
  scope,
  sandboxGlobals(
    () => host,
    (render) => (rendered = render),
  ),
)
const evaluate = eval
evaluate(await readFile(bundle, 'utf8'))
if (!rendered) fail('the bundle never called hubspot.extend')

const api = {
  context: {
    location: 'crm.record.sidebar',
    user: { id: 7, email: 'rep@example.com' },
    portal: { id: 4242 },
    crm: { objectId: 101, objectTypeId: '0-1' },
  },
  actions: host.actions,
} as unknown as ExtensionApi
const render: RenderExtension = rendered
const root = createRemoteRoot(
  (_type, ...change) => {
    if (!JSON.stringify(change).includes(words)) return
    console.log(JSON.stringify({ roundTrips }))
    process.exit(0)
  },
  { components: componentNames },
)
createRoot(root).render(
  createElement(
    ExtensionApiContext.Provider,
    { value: api },
    createElement(() => render(api)),
  ),
)
void root.mount()
setTimeout(() => fail('the conversation did not show within ten seconds'), 10_000)

function fail(reason: string): never {
  console.error(reason)
  process.exit(1)
}
