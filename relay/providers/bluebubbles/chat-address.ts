/** Where a chat's guid leads: a person's address, or null for a group. */
export interface ChatAddress {
  service: string | null
  address: string
  group: boolean
}

/**
 * Takes a chat's guid apart. There are `iMessage;-;+1…`, `SMS;-;+1…`, since macOS 26 `any;-;+1…`, `…;+;chat123` for
 * groups, and at times the bare address.
 */
export function chatAddress(guid: string): ChatAddress {
  const parts = /^([^;]*);([-+]);(.+)$/.exec(guid)
  if (!parts) return { service: null, address: canonical(guid), group: /^chat\d+$/.test(guid) }
  const [, service = '', kind, address = ''] = parts
  return { service: service.toLowerCase(), address: canonical(address), group: kind === '+' }
}

function canonical(address: string): string {
  const trimmed = address.trim()
  return trimmed.includes('@') ? trimmed.toLowerCase() : trimmed.replace(/(?<=.)[\s().-]/g, '')
}
