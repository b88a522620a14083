/** Texts for conversations of any topic. */
export const greetings: readonly string[] = [
  "Hello {first}, thanks for writing in.",
  "Hi {first}, good to hear from you.",
  "Good morning {first}!",
];

export const thanks: readonly string[] = [
  "Perfect, thank you!",
  "Thanks for the quick help.",
  "Thank you, all is clear now.",
];

export const farewells: readonly string[] = [
  "Happy to help. Have a good day!",
  "You are welcome. Just write again if anything comes up.",
];

/** Questions after a conversation was closed, and their answers. */
export const secondThoughts: readonly (readonly [question: string, answer: string])[] = [
  ["One more question: does that also hold for our second shop?", "It does, for all of them."],
  ["Could you send me that once more, for my colleague?", "Of course. I have sent it again."],
];

export const remarks: readonly string[] = ["Quick and kind.", "Took a while.", "", "", "All good."];

/** The products of the shop. */
export const products: readonly string[] = [
  "receipt printer",
  "card reader",
  "cash drawer",
  "label printer",
  "barcode scanner",
  "customer display",
  "kitchen printer",
  "tablet stand",
];
