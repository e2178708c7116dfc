"""Workbooks -> the files of a filing that they carry."""
