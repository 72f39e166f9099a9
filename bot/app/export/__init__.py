"""What somebody takes along: their plan as a document, as data that can be brought in elsewhere, and as a picture."""
