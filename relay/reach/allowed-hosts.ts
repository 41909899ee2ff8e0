import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Place } from './place.ts'
import { plainHost } from './plain-host.ts'
import { usualPorts } from './usual-ports.ts'

/** Hosts and networks that may be reached although they are private. */
export interface AllowedHosts {
  /** By the name of the host and the port. */
  name(place: Place): boolean
  /** In a network that is named, with every port. */
  hold(address: string): boolean
  /** Whether any network is named, so that only its address tells of a name whether it may be reached. */
  hasNetworks: boolean
  /** Entries that allow nothing, since they name nothing. */
  wrong: string[]
}

/**
 * An entry is a host, for the usual ports of whatever is spoken there, a host with one port, or a network such as
 * 192.168.1.0/24. Every spelling of a host counts as the same.
 */
export function allowedHosts(entries: readonly string[]): AllowedHosts {
  const hosts = new Map<string, Set<number | null>>()
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = []
  const wrong: string[] = []
  for (const entry of entries) {
    const network = readNetwork(entry)
    const named = network ? null : readHost(entry)
    if (network) networks.push(network)
    else if (named) hosts.set(named.host, (hosts.get(named.host) ?? new Set()).add(named.port))
    else wrong.push(entry)
  }
  return {
    name({ kind, host, port }) {
      const ports = hosts.get(host)
      return ports !== undefined && (ports.has(port) || (ports.has(null) && usualPorts[kind].includes(port)))
    },
    hold(address) {
      if (networks.length === 0 || !ipaddr.isValid(address)) return false
      const ip = ipaddr.process(address)
      return networks.some(([base, bits]) => base.kind() === ip.kind() && ip.match(base, bits))
    },
    hasNetworks: networks.length > 0,
    wrong,
  }
}

function readNetwork(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  const [address = '', bits = '', ...more] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0 || !/^[0-9]{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    return null
  }
  return [ipaddr.parse(address), Number(bits)]
}

/** Null as port: the usual ones. */
function readHost(entry: string): { host: string; port: number | null } | null {
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::([0-9]{1,5}))?$/.exec(entry) ?? []
  const host = name === '' ? null : plainHost(name)
  return host === null || Number(port) > 65_535 ? null : { host, port: port === undefined ? null : Number(port) }
}
