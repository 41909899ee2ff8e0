import { account } from './cast.ts'
import type { HubSpot } from './hubspot/hubspot.ts'
import type { Workflow } from './hubspot/workflow.ts'
import type { TimelineEntry } from './page/api.ts'

type Engagement = ReturnType<HubSpot['timeline']>[number]

/** What HubSpot calls an outgoing email by its `hs_email_status`. */
const emailTitles: Record<string, string> = {
  SENDING: 'Email sending',
  SCHEDULED: 'Email scheduled',
  FAILED: 'Email failed',
  BOUNCED: 'Email bounced',
}

/** What happened with a contact, as the record page shows it, newest first. */
export function pageTimeline(
  contactId: string,
  { hubspot, workflow }: { hubspot: Pick<HubSpot, 'timeline'>; workflow: Pick<Workflow, 'history'> },
): TimelineEntry[] {
  const enrolled = workflow
    .history()
    .filter((one) => one.contactId === contactId)
    .map((one): TimelineEntry => ({
      id: one.callbackId,
      kind: 'workflow',
      at: one.startedAt,
      title: 'Workflow: Send message',
      text: one.state,
      properties: {},
    }))
  const engagements = hubspot.timeline(account.portalId, contactId).map(engagementEntry)
  return [...engagements, ...enrolled].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

function engagementEntry({ id, objectType, at, properties }: Engagement): TimelineEntry {
  const common = { id, at, properties: { ...properties } }
  if (objectType === 'emails') {
    const received = properties['hs_email_direction'] === 'INCOMING_EMAIL'
    return {
      ...common,
      kind: 'email',
      title: received ? 'Email received' : (emailTitles[properties['hs_email_status'] ?? ''] ?? 'Email sent'),
      text: `${properties['hs_email_subject'] ?? ''}\n\n${properties['hs_email_text'] ?? ''}`.trim(),
    }
  }
  return {
    ...common,
    kind: 'communication',
    title: properties['hs_communication_channel_type'] === 'WHATS_APP' ? 'WhatsApp message' : 'SMS message',
    bodyHtml: properties['hs_communication_body'] ?? '',
  }
}
