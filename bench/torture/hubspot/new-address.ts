let count = 0

/** An address that nobody else has. */
export function newAddress(by: 'phone' | 'mail'): string {
  count += 1
  return by === 'mail' ? `person-${count}@customer.example` : `+1212${2_000_000 + count}`
}
