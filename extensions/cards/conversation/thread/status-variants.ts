import type { StatusTagProps } from '@hubspot/ui-extensions'
import type { DeliveryStatus } from '../../../../contract/delivery-status.ts'

/** The colour of each delivery status; its words are the contract's. */
export const statusVariants: Record<DeliveryStatus, NonNullable<StatusTagProps['variant']>> = {
  scheduled: 'info',
  queued: 'info',
  sending: 'info',
  unknown: 'warning',
  sent: 'default',
  delivered: 'success',
  read: 'success',
  failed: 'danger',
  undelivered: 'danger',
  cancelled: 'default',
  expired: 'danger',
}
