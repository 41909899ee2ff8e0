/** Something that was written, and where it must stand in the end: once, and nowhere else. */
export interface Expected {
  /** In its text, and in the text of nothing else that concerns this contact. */
  mark: string
  contactId: string
  /** Where it must have arrived once; null for what a person wrote. */
  to: string | null
  /** How the timeline must say that it stands; absent: whatever it says. */
  says?: string
}
