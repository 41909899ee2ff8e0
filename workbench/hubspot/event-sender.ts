import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createWebhooks, type WebhookEvent, type WebhooksOptions } from './webhooks.ts'

type Properties = Readonly<Record<string, string>>

/** What an app asked to be told of contacts. */
interface WebhooksFile {
  config: {
    settings: { targetUrl: string }
    subscriptions: {
      crmObjects: { subscriptionType: string; objectType: string; propertyName?: string; active: boolean }[]
    }
  }
}

export interface EventSender {
  created(contactId: string): void
  /** Of what was changed, only what the app has subscribed to is told. */
  changed(contactId: string, before: Properties, after: Properties): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  close(): void
}

/** HubSpot tries ten times within a day; here a person is watching, so the first pauses are short. */
const attempts = 10
const firstPause = 500

/** Tells an app what it has subscribed to in its webhooks file, and goes on trying while it does not answer with 2xx. */
export async function createEventSender(
  options: Omit<WebhooksOptions, 'targetUrl'> & { webhooksFile: string; relayUrl: string },
): Promise<EventSender> {
  const text = (await readFile(options.webhooksFile, 'utf8')).replaceAll('${RELAY_URL}', options.relayUrl)
  const { settings, subscriptions } = (JSON.parse(text) as WebhooksFile).config
  const webhooks = createWebhooks({ ...options, targetUrl: settings.targetUrl })
  const active = subscriptions.crmObjects.filter((one) => one.active && one.objectType === 'contact')
  const ended = new AbortController()
  const underWay = new Set<Promise<void>>()

  async function deliver(events: readonly WebhookEvent[]): Promise<void> {
    for (let attempt = 0; attempt < attempts && !ended.signal.aborted; attempt += 1) {
      const answers = await webhooks.post(events, { attempt }).catch(() => [])
      if (answers.length > 0 && answers.every(({ status }) => status >= 200 && status < 300)) return
      await wait(firstPause * 2 ** attempt, undefined, { signal: ended.signal }).catch(() => undefined)
    }
  }

  function tell(events: WebhookEvent[]): void {
    if (events.length === 0) return
    const delivery = deliver(events).finally(() => underWay.delete(delivery))
    underWay.add(delivery)
  }

  return {
    created(contactId) {
      const wanted = active.some(({ subscriptionType }) => subscriptionType === 'object.creation')
      tell(wanted ? [webhooks.event('object.creation', contactId)] : [])
    },
    changed(contactId, before, after) {
      const names = active.flatMap(({ subscriptionType, propertyName }) =>
        subscriptionType === 'object.propertyChange' && propertyName ? [propertyName] : [],
      )
      const differing = names.filter((name) => (before[name] ?? '') !== (after[name] ?? ''))
      tell(
        differing.map((propertyName) =>
          webhooks.event('object.propertyChange', contactId, {
            propertyName,
            propertyValue: after[propertyName] ?? '',
            changeSource: 'CRM_UI',
          }),
        ),
      )
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => ended.abort(),
  }
}
