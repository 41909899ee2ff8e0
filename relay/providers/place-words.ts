/** A place as a person can read it, and a map can: name and address where they are known, and the coordinates. */
export function placeWords(place: {
  name?: string | undefined
  address?: string | undefined
  latitude?: string | number | undefined
  longitude?: string | number | undefined
  url?: string | undefined
}): string | undefined {
  const { name, address, latitude, longitude, url } = place
  const coordinates = latitude === undefined || longitude === undefined ? undefined : `${latitude}, ${longitude}`
  const lines = [name, address, coordinates, url].filter((line) => line !== undefined && line.trim() !== '')
  return lines.length > 0 ? lines.join('\n') : undefined
}
