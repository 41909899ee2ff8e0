import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openZones, type Zones } from './open-zones.ts'

/**
 * Time zones as of the data that come with the product, and never as Node, PostgreSQL, the machine or a browser has them, which are
 * years behind where nobody renews them (decision 078). `npm run zones` renews the data.
 */
export const zones: Zones = openZones(readFileSync(join(import.meta.dirname, 'tzdata.zi'), 'utf8'))
