import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openZones } from '../relay/zone/open-zones.ts'
import { whyNotRenew } from '../relay/zone/why-not-renew.ts'

const ours = join(import.meta.dirname, '../relay/zone/tzdata.zi')
// Where a system keeps the source of the zone data that it has.
const [given = '/usr/share/zoneinfo/tzdata.zi'] = process.argv.slice(2)

const before = openZones(readFileSync(ours, 'utf8'))
const text = readFileSync(given, 'utf8')
const why = whyNotRenew(text, before)
if (why !== null) {
  process.stderr.write(`The zone data in ${given} are not taken. ${why}\n`)
  process.exitCode = 1
} else {
  writeFileSync(ours, text)
  process.stdout.write(
    `The zone data were of ${before.version} and are of ${openZones(text).version}. Restart every relay to use them.\n`,
  )
}
