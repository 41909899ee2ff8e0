import type { StatusTagProps } from '@hubspot/ui-extensions'
import type { DeliveryStatus } from '../../../contract/delivery-status.ts'

interface StatusWords {
  text: string
  variant: NonNullable<StatusTagProps['variant']>
}

/** Each delivery status in the words of a person. */
export const statusWords: Record<DeliveryStatus, StatusWords> = {
  scheduled: { text: 'Scheduled', variant: 'info' },
  queued: { text: 'Queued', variant: 'info' },
  sending: { text: 'Sending…', variant: 'info' },
  unknown: { text: 'Checking whether this was sent', variant: 'warning' },
  sent: { text: 'Sent', variant: 'default' },
  delivered: { text: 'Delivered', variant: 'success' },
  read: { text: 'Read', variant: 'success' },
  failed: { text: 'Failed', variant: 'danger' },
  undelivered: { text: 'Not delivered', variant: 'danger' },
  cancelled: { text: 'Cancelled', variant: 'default' },
  expired: { text: 'Expired', variant: 'danger' },
}
