"""Blocks and passages inside two sections: which of them are counterparts."""
