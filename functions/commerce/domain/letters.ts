interface Letter {
  readonly subject: string;
  readonly text: string;
}

export const welcome = (name: string): Letter => ({
  subject: "Welcome",
  text: `Dear ${name},\n\nyou are registered. Whatever you order, we write when it is on its way.`,
});

export const reminder = (name: string): Letter => ({
  subject: "Your first order",
  text: `Dear ${name},\n\nyou have registered but not ordered yet. Have a look at what is in stock.`,
});
