/** A secret that a version changed. */
interface ChangedSecret {
  /** `line/<id>/<place in the settings>`. */
  name: string
  line: string
  place: string
  /** It is there no more; otherwise it was set, to whatever. */
  isGone: boolean
}

/** What `changed` of a version, or the path of a difference, says of a secret; null where it is of something else. */
export function changedSecret(said: string): ChangedSecret | null {
  const [, gone, name, line, place] = /^secret(-gone)?:(line\/([^/]+)\/(.+))$/.exec(said) ?? []
  if (name === undefined || line === undefined || place === undefined) return null
  return { name, line, place, isGone: gone !== undefined }
}
