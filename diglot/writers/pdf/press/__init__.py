"""What a press is given: inks, boxes, covers, sheets, and a last look at them."""
