/** Sendblue's words for where a message of ours stands. RECEIVED is for replies; any other word is none of these. */
export const statuses: Readonly<Record<string, 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | undefined>> = {
  REGISTERED: 'sending',
  PENDING: 'sending',
  QUEUED: 'sending',
  ACCEPTED: 'sending',
  SENT: 'sent',
  SUCCESS: 'sent',
  DELIVERED: 'delivered',
  READ: 'read',
  ERROR: 'failed',
  DECLINED: 'failed',
}
