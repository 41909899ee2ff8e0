/** A number as E.164, which Meta writes without the plus; a business-scoped id (`US.1349…`) as it is. */
export function addressOf(from: string | undefined): string | undefined {
  return from !== undefined && /^\d{6,15}$/.test(from) ? `+${from}` : from
}
