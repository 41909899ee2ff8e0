import { cutText } from '../../contract/cut-text.ts'
import type { Members } from './members.ts'
import { placeWords } from './place-words.ts'

const names = ['name', 'label', 'title']

/**
 * A place as a vendor's JSON holds it, in words with its coordinates: under `latitude` and `longitude` or as GeoJSON, in the object
 * itself or in its `location`. Undefined where there are none.
 */
export function placeIn(holder: Members): string | undefined {
  for (const place of [
    holder.within('location'),
    holder,
    holder.within('location').within('geometry'),
    holder.within('geometry'),
  ]) {
    const [east, north] = place.list('coordinates')
    const latitude = place.number('latitude', 'lat') ?? (typeof north === 'number' ? north : undefined)
    const longitude = place.number('longitude', 'lng', 'lon', 'long') ?? (typeof east === 'number' ? east : undefined)
    if (latitude === undefined || longitude === undefined) continue
    const accuracy = place.number('accuracy')
    const rest = [accuracy === undefined ? undefined : `within ${Math.round(accuracy)} m`, sharedFor(place)]
    const words = placeWords({
      name: place.text(...names) ?? holder.text(...names),
      address: place.text('address') ?? holder.text('address'),
      latitude,
      longitude,
    })
    return [words, ...rest].filter(Boolean).join(', ')
  }
  return undefined
}

function sharedFor(place: Members): string | undefined {
  const duration = place.text('duration')
  return duration === undefined ? undefined : `shared for: ${cutText(duration, 60)}`
}
