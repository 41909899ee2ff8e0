/** What every new contact is sent. */
export const welcome = 'Welcome to the company of the stage!'
