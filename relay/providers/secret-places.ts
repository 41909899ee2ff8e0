import { IsObject, type TObject } from 'typebox'

/** A member of a provider's settings that is never shown. */
export interface SecretPlace {
  /** The names on the way to it, joined by dots: `smtp.password`. */
  place: string
  path: readonly string[]
  title: string
  /** It proves the provider to us: whoever guesses it may say anything in the provider's name. */
  guards: boolean
}

/** Everything in a provider's description that is `secret: true`, in its order. The one opinion on what is secret of a line. */
export function secretPlaces(schema: TObject, path: readonly string[] = []): SecretPlace[] {
  return Object.entries(schema.properties).flatMap(([name, member]): SecretPlace[] => {
    const here = [...path, name]
    if ('secret' in member && member.secret === true) {
      const title = 'title' in member && typeof member.title === 'string' ? member.title : name
      return [{ place: here.join('.'), path: here, title, guards: 'guards' in member && member.guards === true }]
    }
    return IsObject(member) ? secretPlaces(member, here) : []
  })
}
