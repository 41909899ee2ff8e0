const office = 'application/vnd.openxmlformats-officedocument'

/** MIME types of the documents that office programs write, older and newer. */
export const officeTypes = [
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  `${office}.wordprocessingml.document`,
  `${office}.spreadsheetml.sheet`,
  `${office}.presentationml.presentation`,
] as const
