/** What is told of a message that is not known yet may only be early; after this it is somebody else's. Milliseconds. */
export const earlyFor = 600_000
