import type { MailHeaders } from './headers.ts'

const day = 24 * 3_600_000

/**
 * When the email came. The receiving server's own time is trusted (IMAP's internal date, else the newest `Received`);
 * the sender's `Date` is taken when it lies in the week before that, since mail may wait on its way.
 */
export function arrivedAt(date: Date | undefined, internalDate: string | undefined, headers: MailHeaders): Date {
  const stamp = headers.get('received')?.[0] ?? ''
  const received = valid(internalDate) ?? valid(stamp.slice(stamp.lastIndexOf(';') + 1))
  const written = valid(date)
  if (!received) return written ?? new Date(0)
  if (!written) return received
  const wait = received.getTime() - written.getTime()
  return wait >= -600_000 && wait <= 7 * day ? written : received
}

function valid(value: Date | string | undefined): Date | null {
  if (value === undefined || value === '') return null
  const date = new Date(value)
  const year = date.getUTCFullYear()
  return year >= 1990 && year <= 2200 ? date : null
}
