/** What HubSpot gives as a property's value, as text: an id or a number may come as one, and what is empty in many ways. */
export function propertyText(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}
