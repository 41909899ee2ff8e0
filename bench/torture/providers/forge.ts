import type { Line, WebhookRequest } from '../../../relay/providers/provider.ts'
import type { WebhookProof } from '../../../test/providers/descriptor.ts'

/**
 * Everything that can be made of a genuine webhook and must not be believed: without a part of its proof, and altered
 * wherever the proof covers it. `mark` is a text in it, which a believed forgery would show in another form.
 */
export function forge(webhook: WebhookRequest, line: Line, proof: WebhookProof, mark: string): WebhookRequest[] {
  const forgeries = proof.without(webhook)
  if (proof.covers.body) {
    const text = Buffer.from(webhook.body).toString('latin1')
    const other = text.includes(mark) ? text.replaceAll(mark, `${mark.slice(0, -1)}x`) : `${text} `
    forgeries.push({ ...webhook, body: Buffer.from(other, 'latin1') }, { ...webhook, body: Buffer.from(`${text} `) })
  }
  if (proof.covers.target) forgeries.push({ ...webhook, target: `${webhook.target}x` })
  const { webhookToken } = line.settings
  if (typeof webhookToken === 'string') {
    for (const other of ['', `${webhookToken}x`, webhookToken.slice(1)]) {
      forgeries.push({ ...webhook, target: webhook.target.replace(`/${webhookToken}`, other && `/${other}`) })
    }
  }
  // Whatever does not come to a webhook door proves nothing.
  return forgeries.filter(({ target }) => target.startsWith('/webhooks/'))
}
