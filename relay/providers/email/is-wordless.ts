const wordless = /^(?:image|audio|video|font)\/|^application\/(?:pdf|zip|vnd\.|msword|x-zip)/

/** Whether files of this type, in lower case, hold no words that are looked for: they are named, and never opened. */
export function isWordless(type: string): boolean {
  return wordless.test(type)
}
