const words = /opt(ed)?[ -]?out|unsubscribed|do[ -]not[ -]contact|\bdnc\b|replied (with )?["'“]?stop\b/i

/** Whether a vendor's reason for not sending is that the person does not want to be written to, for vendors that have no code for it. */
export function saysOptedOut(reason: string | undefined): boolean {
  return reason !== undefined && words.test(reason)
}
