import type { Place } from './place.ts'

/** Where each is spoken unless somebody says otherwise. */
export const usualPorts: Readonly<Record<Place['kind'], readonly number[]>> = {
  http: [80],
  https: [443],
  smtp: [25, 465, 587],
  imap: [143, 993],
}
